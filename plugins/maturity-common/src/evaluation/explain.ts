import {
  FactDefinition,
  FactSourceSchema,
  FactValue,
  findFact,
  splitFactName,
} from '../facts/schema';
import { Criterion, Rule } from '../model/MaturityModel';
import { endOfFreshness } from '../facts/factValues';
import { attestationEnd } from './attestations';
import { answerOf, runRule } from './judge';
import { PreparedKnowledge } from './knowledge';
import { Attestation, CriterionResult, Evidence, Explanation } from './results';

const VALUES_IN_REASON = 5;

/**
 * Why a criterion has its state.
 *
 * @param result - what `judge` gave for the same knowledge.
 */
export function explain(
  criterion: Criterion,
  knowledge: PreparedKnowledge,
  { state, decidedBy, contradiction }: CriterionResult,
): Explanation {
  const exemption = knowledge.exemptions.get(criterion.id);
  if (decidedBy === 'applicability') {
    const { facts, observedAt } = readFacts(criterion.appliesWhen!, knowledge);
    return {
      reason: `It does not apply. ${facts.map(inWords).join('; ')}.`,
      evidence: facts,
      observedAt,
    };
  }
  if (state === 'exempt' && exemption) {
    return {
      reason: `${exemption.approvedBy} approved an exemption until ${dayOf(
        Date.parse(exemption.expiresAt),
      )}.`,
      evidence: [{ label: 'Reason', values: [exemption.reason] }],
      observedAt: exemption.approvedAt,
    };
  }
  if (decidedBy === 'rule') {
    const { facts, observedAt } = readFacts(criterion.rule!, knowledge);
    const words = facts.map(inWords).join('; ');
    return {
      reason: contradiction
        ? `${words}. ${saidOf(
            criterion,
            knowledge,
          )} the opposite; facts count more.`
        : `${words}.`,
      evidence: [...facts, ...answerEvidence(criterion, knowledge)],
      observedAt,
    };
  }
  if (decidedBy === 'attestation') {
    const attestation = knowledge.attestations.get(criterion.id)!;
    return {
      reason: `${attestation.attestedBy} attested that it is ${
        attestation.answer === 'met' ? 'met' : 'not met'
      }, valid until ${dayOf(
        attestationEnd(criterion.attestation!, attestation),
      )}.`,
      evidence: answerEvidence(criterion, knowledge),
      observedAt: attestation.attestedAt,
    };
  }
  return explainOpen(criterion, knowledge);
}

/** Why nothing decided. */
function explainOpen(
  criterion: Criterion,
  knowledge: PreparedKnowledge,
): Explanation {
  const reasons: string[] = [];
  const evidence: Evidence[] = [];
  const times: string[] = [];
  for (const [rule, what] of [
    [criterion.appliesWhen, 'whether it applies'],
    [criterion.rule, undefined],
  ] as const) {
    if (!rule) continue;
    const verdict = runRule(rule, knowledge);
    const read = readFacts(rule, knowledge);
    if (rule === criterion.rule) evidence.push(...read.facts);
    if (read.observedAt) times.push(read.observedAt);
    if (verdict instanceof Error) {
      reasons.push(`The rule could not be run: ${verdict.message}.`);
    } else if (verdict === false && rule === criterion.rule) {
      reasons.push(
        `Facts do not prove it. ${read.facts.map(inWords).join('; ')}.`,
      );
    } else if (verdict === undefined) {
      reasons.push(
        `Not known${what ? ` ${what}` : ''}: ${read.missing.join('; ')}.`,
      );
    }
  }
  const { attestation: question } = criterion;
  if (question && answerOf(criterion, knowledge) === undefined) {
    const attestation = knowledge.attestations.get(criterion.id);
    reasons.push(
      attestation
        ? expiredAnswer(attestation, attestationEnd(question, attestation))
        : 'Nobody has attested it.',
    );
    evidence.push(...answerEvidence(criterion, knowledge));
    if (attestation) times.push(attestation.attestedAt);
  }
  return { reason: reasons.join(' '), evidence, observedAt: times.sort()[0] };
}

function expiredAnswer({ answer, attestedBy }: Attestation, end: number) {
  const said = answer === 'met' ? 'met' : 'not met';
  return `The answer '${said}' of ${attestedBy} expired on ${dayOf(end)}.`;
}

function saidOf(criterion: Criterion, { attestations }: PreparedKnowledge) {
  return `${attestations.get(criterion.id)!.attestedBy} attested`;
}

function answerEvidence(
  criterion: Criterion,
  { attestations }: PreparedKnowledge,
): Evidence[] {
  const attestation = criterion.attestation && attestations.get(criterion.id);
  const evidence: Evidence[] = [];
  if (attestation?.evidenceUrl) {
    evidence.push({ label: 'Evidence', values: [attestation.evidenceUrl] });
  }
  if (attestation?.note) {
    evidence.push({ label: 'Note', values: [attestation.note] });
  }
  return evidence;
}

/** What a rule reads: what is there, and in words what is missing. */
function readFacts(rule: Rule, knowledge: PreparedKnowledge) {
  const facts: Evidence[] = [];
  const missing: string[] = [];
  const times: string[] = [];
  for (const name of rule.compiled.reads) {
    const { definition, schema } = describe(name, knowledge.sources);
    const fact = findFact(knowledge.facts, name);
    if (!fact) {
      missing.push(
        `${definition.title} (${definition.absentWhen ?? 'not collected yet'})`,
      );
    } else if (endOfFreshness(fact.observedAt, schema) < knowledge.at) {
      missing.push(
        `${definition.title} (not seen for more than ${schema.staleAfterHours} hours)`,
      );
    } else {
      facts.push({ label: definition.title, values: valuesOf(fact.value) });
      times.push(fact.observedAt);
    }
  }
  return { facts, missing, observedAt: times.sort()[0] };
}

function describe(
  name: string,
  sources: FactSourceSchema[],
): { definition: FactDefinition; schema: FactSourceSchema } {
  const [sourceId, factName] = splitFactName(name);
  const schema = sources.find(({ source }) => source === sourceId);
  const definition = schema?.facts[factName];
  if (!schema || !definition) {
    // The model's check lets no such rule through.
    throw new Error(`No such fact: ${name}`);
  }
  return { definition, schema };
}

function valuesOf(value: FactValue): string[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return [String(value)];
}

function inWords({ label, values }: Evidence): string {
  if (values.length === 0) return `${label}: none`;
  const shown = values.slice(0, VALUES_IN_REASON).join(', ');
  const rest = values.length - VALUES_IN_REASON;
  return `${label}: ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
