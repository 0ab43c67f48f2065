import { IncidentEvent } from '@plumbline/plugin-workload-common';
import {
  RiAlarmWarningFill,
  RiArrowUpCircleFill,
  RiBookOpenFill,
  RiChat1Fill,
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiFlagFill,
  RiNodeTree,
  RiPhoneFill,
  RiPulseFill,
  RiUserFollowFill,
} from '@remixicon/react';

const ICONS: Record<IncidentEvent['kind'], typeof RiFlagFill> = {
  opened: RiAlarmWarningFill,
  raised: RiArrowUpCircleFill,
  widened: RiNodeTree,
  'alert-opened': RiErrorWarningFill,
  'alert-closed': RiCheckboxCircleFill,
  state: RiPulseFill,
  called: RiPhoneFill,
  acknowledged: RiUserFollowFill,
  note: RiChat1Fill,
  closed: RiFlagFill,
  reviewed: RiBookOpenFill,
};

/** What kind of event it is, beside its word. */
export function EventIcon({ kind }: { kind: IncidentEvent['kind'] }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden size={16} />;
}
