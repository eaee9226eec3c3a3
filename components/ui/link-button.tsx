import type { ComponentProps } from 'react'
import { type ButtonVariant, buttonStyle } from './button-style.ts'

export interface LinkButtonProps extends Omit<ComponentProps<'a'>, 'className'> {
  href: string
  variant?: ButtonVariant | undefined
  small?: boolean | undefined
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ variant = 'primary', small, ...rest }: LinkButtonProps) {
  return <a className={buttonStyle(variant, small)} {...rest} />
}
