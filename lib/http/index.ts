export { download, signInFirst } from './download.ts'
export { formRoute } from './form-route.ts'
export { type Problem, toProblem } from './problem.ts'
export { scriptRoute } from './script-route.ts'
