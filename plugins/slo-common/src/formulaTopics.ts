import { Explanation } from './status';

/** The numbers of an objective that formulas are about. */
export const FORMULA_TOPICS = [
  'compliance',
  'budget',
  'burn-rate',
  'exhaustion',
  'forecast',
  'coverage',
] as const;

/** One of {@link FORMULA_TOPICS}. */
export type FormulaTopic = (typeof FORMULA_TOPICS)[number];

/** How the lines of {@link Explanation.formulas} begin. */
const BEGINNINGS: Record<FormulaTopic, RegExp> = {
  compliance:
    /^(Compliance|Target|A value counts|The source gives|A slice of|Left out)\b/,
  budget:
    /^(Error budget|Remaining|Events of the whole period|The slices of an hour)\b/,
  'burn-rate': /^Burn rate\b/,
  exhaustion: /^Budget gone in\b/,
  forecast: /^Forecast\b/,
  coverage: /^(Coverage|[\d,.]+ slices|Maintenance takes|The source has)\b/,
};

/** The lines of an explanation that are about one number. */
export function formulasAbout(
  { formulas }: Pick<Explanation, 'formulas'>,
  topic: FormulaTopic,
): string[] {
  return formulas.filter(line => BEGINNINGS[topic].test(line));
}
