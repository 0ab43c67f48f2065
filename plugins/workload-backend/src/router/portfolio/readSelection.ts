import {
  WORKLOAD_ORDERS,
  WorkloadOrder,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import { refOf } from '@plumbline/plugin-workload-node';
import { Request } from 'express';
import { WorkloadSort } from '../../store/portfolio/selection';

/** What the validated query of a request asks for; numbers and flags are typed already. */
type Query = Request['query'];

/** Orders whose largest value is what someone looks for. */
const LARGEST_FIRST: WorkloadOrder[] = ['urgency', 'stamps', 'regions'];

/**
 * Which workloads a request asks for.
 *
 * @throws InputError when a ref is none.
 */
export function selectionOf(query: Query): WorkloadSelection {
  const asked = query as unknown as WorkloadSelection;
  const refs = (name: 'owner' | 'domain' | 'ref') =>
    asked[name]?.map((ref, i) => refOf(ref, `${name}[${i}]`));
  return {
    search: asked.search,
    owner: refs('owner'),
    domain: refs('domain'),
    health: asked.health,
    tier: asked.tier,
    region: asked.region,
    stamps: asked.stamps,
    level: asked.level,
    budgetBelow: asked.budgetBelow,
    expiresWithin: asked.expiresWithin,
    attention: asked.attention,
    incident: asked.incident,
    ref: refs('ref'),
  };
}

/** In which order: the most urgent first unless the request says otherwise. */
export function sortOf(query: Query): WorkloadSort {
  const orderBy =
    WORKLOAD_ORDERS.find(each => each === query.orderBy) ?? 'urgency';
  const natural = LARGEST_FIRST.includes(orderBy) ? 'desc' : 'asc';
  return {
    orderBy,
    order:
      query.order === 'asc' || query.order === 'desc' ? query.order : natural,
  };
}
