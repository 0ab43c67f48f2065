import {
  Exemption,
  MaturityModel,
  PlacedCriterion,
} from '@plumbline/plugin-maturity-common';
import { Notice, dayOf, tabPath } from './Notice';

const TOPIC = 'Maturity exemptions';

/** An exemption with the words that its notice needs. */
export interface ToldExemption extends Exemption {
  workloadTitle?: string;
  ownerRef?: string;
}

/**
 * Who is to be told what of an exemption: the platform team that there is a
 * request, the one who asked and the owner what came of it.
 *
 * @param platformTeam - ref of who decides; nobody is told of requests when absent.
 */
export function exemptionNotice(
  exemption: ToldExemption,
  place: (PlacedCriterion & { model: MaturityModel }) | undefined,
  platformTeam: string | undefined,
): Notice | undefined {
  const { id, state, workloadRef, criterionId, reason, expiresAt } = exemption;
  const workload = exemption.workloadTitle ?? workloadRef;
  const criterion = place?.criterion.title ?? criterionId;
  const common = {
    id: `exemption/${id}/${state}`,
    keys: [state],
    severity: 'normal' as const,
    topic: TOPIC,
  };
  if (state === 'requested') {
    if (!platformTeam) return undefined;
    return {
      ...common,
      recipients: [platformTeam],
      except: exemption.requestedBy,
      title: `Exemption requested for ${workload}: '${criterion}'`,
      description: `${exemption.requestedBy} asks until ${dayOf(
        expiresAt,
      )}: ${reason}`,
      link: '/maturity/exemptions',
    };
  }
  if (state !== 'approved' && state !== 'denied' && state !== 'revoked') {
    return undefined;
  }
  const until = state === 'approved' ? ` until ${dayOf(expiresAt)}` : '';
  const note = exemption.decisionNote ? `: ${exemption.decisionNote}` : '.';
  return {
    ...common,
    recipients: [
      ...new Set([
        exemption.requestedBy,
        ...(exemption.ownerRef ? [exemption.ownerRef] : []),
      ]),
    ],
    except: exemption.decidedBy,
    title: `Exemption ${state} for ${workload}: '${criterion}'`,
    description: `${exemption.decidedBy} ${state} it${until}${note}`,
    link: tabPath(workloadRef, {
      model: place?.model.id,
      pillar: place?.pillar.id,
      criterion: place && criterionId,
    }),
  };
}
