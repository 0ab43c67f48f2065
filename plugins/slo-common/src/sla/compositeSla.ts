import { AvailabilityNode } from '../api/agreements';
import { formatAvailability, formatSeconds } from '../figures';

/** What dependencies allow together. */
export interface CompositeSla {
  /** 0 to 1; `null` without any known promise. */
  allowed: number | null;
  /** One line for each step, the innermost first, with numbers. */
  arithmetic: string[];
  /** Full refs of dependencies without a known promise: left out of the product. */
  unknown: string[];
}

/** Days by which the last line says what an availability means. */
const MONTH_DAYS = 30;

/**
 * Availability of a whole from those of its parts, failures taken as
 * independent. `serial`: all parts are needed, ΠAᵢ. `parallel`: one is enough,
 * 1 − Π(1 − Aᵢ). A part without a known promise is left out, so that the result
 * is what is allowed at most.
 */
export function compositeSla(path: AvailabilityNode): CompositeSla {
  const arithmetic: string[] = [];
  const unknown: string[] = [];
  const allowed = availabilityOf(path, arithmetic, unknown);
  if (allowed !== null) {
    const days = MONTH_DAYS * 86_400;
    arithmetic.push(
      `At most ${formatAvailability(allowed)}: ${formatSeconds(
        (1 - allowed) * days,
      )} of failure in ${MONTH_DAYS} days.`,
    );
  }
  if (unknown.length > 0) {
    arithmetic.push(
      `Without a known promise and left out: ${unknown.join(', ')}.`,
    );
  }
  return { allowed, arithmetic, unknown };
}

function availabilityOf(
  node: AvailabilityNode,
  arithmetic: string[],
  unknown: string[],
): number | null {
  if (node.kind === 'dependency') {
    const value = node.override ?? node.sla?.value ?? null;
    if (value === null) unknown.push(node.entityRef);
    return value;
  }
  const values = node.children.flatMap(child => {
    const value = availabilityOf(child, arithmetic, unknown);
    return value === null ? [] : [value];
  });
  if (values.length === 0) return null;
  if (values.length === 1) return values[0];
  if (node.kind === 'serial') {
    const product = values.reduce((a, b) => a * b, 1);
    arithmetic.push(
      `${node.title}, all are needed: ${values
        .map(formatAvailability)
        .join(' × ')} = ${formatAvailability(product)}.`,
    );
    return product;
  }
  const allFail = values.reduce((product, value) => product * (1 - value), 1);
  arithmetic.push(
    `${node.title}, one is enough: 1 − ${values
      .map(value => `(1 − ${formatAvailability(value)})`)
      .join(' × ')} = ${formatAvailability(1 - allFail)}.`,
  );
  return 1 - allFail;
}
