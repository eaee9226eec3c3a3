/** Made-up half hours of one day from midnight, 0 to 1: a quiet night, breakfast, a long evening. */
const sampleDay = [
  22, 20, 18, 17, 16, 16, 16, 16, 17, 18, 20, 24, 32, 46, 58, 62, 54, 44, 38, 34, 32, 31, 33, 38, 44, 46, 40,
  34, 31, 30, 32, 36, 46, 60, 78, 92, 100, 98, 90, 82, 74, 68, 62, 56, 48, 40, 32, 26,
]

const centre = 50
const inner = 19
const reach = 25
const peak = { from: 34, to: 39 }

/** One half hour as a ray. Midday is at the top, midnight at the foot, as the sun goes. */
function ray(value: number, index: number) {
  const angle = ((index + 0.5) / 48) * 2 * Math.PI + Math.PI / 2
  const at = (radius: number, turn: (angle: number) => number) => (centre + radius * turn(angle)).toFixed(2)
  const outer = inner + (value / 100) * reach
  return {
    index,
    isPeak: index >= peak.from && index <= peak.to,
    line: {
      x1: at(inner, Math.cos),
      y1: at(inner, Math.sin),
      x2: at(outer, Math.cos),
      y2: at(outer, Math.sin),
    },
  }
}

const rays = sampleDay.map(ray)

export interface DayDialProps {
  className?: string | undefined
  /** Gives the picture a meaning; without it the dial is decoration */
  label?: string | undefined
  /** Adds the rim with its 24 hours, for a large dial */
  rim?: boolean | undefined
}

/** The motif: 48 half hours round a clock face. */
export function DayDial({ className, label, rim = false }: DayDialProps) {
  return (
    <svg
      viewBox={rim ? '0 0 100 100' : '8 8 84 84'}
      className={className}
      strokeWidth={rim ? 1.5 : 1.9}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {rim && <Rim />}
      {rays.map(({ index, isPeak, line }) => (
        <line key={index} {...line} className={isPeak ? 'stroke-data-1' : 'stroke-accent'} />
      ))}
    </svg>
  )
}

function Rim() {
  return (
    <g fill="none" strokeWidth="0.35" className="stroke-edge">
      <circle cx={centre} cy={centre} r="47" />
      <circle cx={centre} cy={centre} r="49.5" />
      {/* pathLength 48: one hour is two units, of which the dash is a hair */}
      <circle
        cx={centre}
        cy={centre}
        r="48.25"
        strokeWidth="2.5"
        pathLength="48"
        strokeDasharray="0.06 1.94"
        strokeDashoffset="0.03"
      />
      <circle
        cx={centre}
        cy={centre}
        r="46"
        strokeWidth="2"
        pathLength="48"
        strokeDasharray="0.16 11.84"
        strokeDashoffset="0.08"
        className="stroke-ink"
      />
      <circle cx={centre} cy={centre} r={inner - 2} />
    </g>
  )
}
