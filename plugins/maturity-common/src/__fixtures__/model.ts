import { Criterion, MaturityModel } from '../model/MaturityModel';

/** A question and nothing else. */
export function question(id: string): Criterion {
  return {
    id,
    title: id,
    howTo: '',
    attestation: { question: '', evidence: '', validForDays: 1 },
  };
}

/**
 * A model with as many criteria at each level of each pillar as it says; ids
 * are `pillar-level.number`, all counted from 1 but the number, from 0.
 */
export function modelOf(pillars: number[][]): MaturityModel {
  return {
    id: 'm',
    title: 'M',
    version: '1',
    description: '',
    source: { title: '', licence: '' },
    pillars: pillars.map((counts, p) => ({
      id: `p${p + 1}`,
      title: `Pillar ${p + 1}`,
      description: '',
      levels: counts.map((count, l) => ({
        level: l + 1,
        name: `Level ${l + 1}`,
        goal: '',
        strategies: Array.from({ length: count }, (_, c) => ({
          id: `${p + 1}-${l + 1}-${c}`,
          title: '',
          explanation: '',
          howTo: '',
          criteria: [question(`${p + 1}-${l + 1}.${c}`)],
        })),
      })),
    })),
  };
}
