import { clsx } from 'clsx'

const shape =
  'inline-flex cursor-pointer items-center justify-center rounded-md border-2 text-center leading-tight no-underline'

const looks = {
  /** Both answers of a choice look the same, so that neither is the easy one (ICO and CMA, 2023) */
  choice: 'border-ink bg-surface text-ink hover:bg-ink hover:text-paper',
  primary: 'border-accent bg-accent text-accent-ink hover:border-ink hover:bg-ink hover:text-paper',
  quiet: 'border-edge bg-transparent text-ink hover:border-ink hover:bg-surface',
  danger: 'border-danger bg-surface text-danger hover:bg-danger hover:text-paper',
}

export type ButtonVariant = keyof typeof looks

const sizes = {
  usual: 'min-h-13 px-4 py-2.5 text-body sm:px-6',
  small: 'min-h-11 px-3 py-1.5 text-fine sm:px-4',
}

export const buttonStyle = (variant: ButtonVariant, small = false) =>
  clsx(shape, looks[variant], sizes[small ? 'small' : 'usual'], variant !== 'quiet' && 'font-bold')
