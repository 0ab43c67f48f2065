import { MapNode, isUserFlow } from '@plumbline/plugin-workload-common';
import {
  RiAlarmWarningLine,
  RiArchiveLine,
  RiBookOpenLine,
  RiBox3Line,
  RiCodeSSlashLine,
  RiComputerLine,
  RiDatabase2Line,
  RiDoorOpenLine,
  RiExchangeLine,
  RiFileList3Line,
  RiGlobalLine,
  RiHammerLine,
  RiHardDrive2Line,
  RiKey2Line,
  RiMapPinLine,
  RiNodeTree,
  RiPulseLine,
  RiServerLine,
  RiShieldUserLine,
  RiShipLine,
  RiStackLine,
  RiStethoscopeLine,
  RiUserLine,
  RiWindowLine,
} from '@remixicon/react';

type Icon = typeof RiBox3Line;

/** Words in a type and the icon for it, first match first. */
const ICONS: [string[], Icon][] = [
  [['deployment-stamp'], RiMapPinLine],
  [['registr'], RiArchiveLine],
  [['front-door', 'frontdoor', 'gateway', 'cdn'], RiDoorOpenLine],
  [['diagnostic'], RiStethoscopeLine],
  [['workbook', 'dashboard'], RiBookOpenLine],
  [['alert', 'action-group'], RiAlarmWarningLine],
  [['log-analytics', 'operationalinsights'], RiFileList3Line],
  [['insights', 'monitor'], RiPulseLine],
  [['vault'], RiKey2Line],
  [['postgres', 'sql', 'cosmos', 'database', 'redis'], RiDatabase2Line],
  [['storage', 'lake', 'disk'], RiHardDrive2Line],
  [['dns'], RiGlobalLine],
  [['bastion'], RiShieldUserLine],
  [['jump'], RiComputerLine],
  [['agent', 'runner'], RiHammerLine],
  [['kubernetes', 'aks'], RiShipLine],
  [['event', 'queue', 'bus', 'topic'], RiExchangeLine],
  [['network', 'subnet'], RiNodeTree],
  [['web', 'app-service', 'function', 'site'], RiWindowLine],
  [['virtual-machine', 'vm', 'server'], RiServerLine],
];

/** The icon for what a node is; its type is said in words beside it. */
export function TypeIcon({
  node,
  size = 20,
}: {
  node: MapNode;
  size?: number;
}) {
  const Icon = iconOf(node);
  return <Icon aria-hidden size={size} />;
}

function iconOf(node: MapNode): Icon {
  const { kind, type = '' } = node;
  if (isUserFlow(node)) return RiUserLine;
  if (kind === 'System') return RiStackLine;
  if (kind === 'Component') return RiCodeSSlashLine;
  const words = type.toLocaleLowerCase('en-US');
  return (
    ICONS.find(([list]) => list.some(word => words.includes(word)))?.[1] ??
    RiBox3Line
  );
}
