export { apiListener } from './app.ts'
