import type { ComponentProps } from 'react'
import { type ButtonVariant, buttonStyle } from './button-style.ts'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'disabled'> {
  variant?: ButtonVariant | undefined
  /** 44 px instead of 52 px high, for headers and cards */
  small?: boolean | undefined
}

/** A button that submits its form unless `type` says otherwise. There is no disabled state: say why instead. */
export function Button({ variant = 'primary', small, type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={buttonStyle(variant, small)} {...rest} />
}
