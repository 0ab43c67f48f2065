import { Entity } from '@backstage/catalog-model';
import { ADDRESS_EXPECTED, isAddress } from '../address';
import { IMPACTS } from '../health/model';
import { ANNOTATIONS, STAMP_LIFECYCLES, isStamp, isWorkload } from '../model';
import {
  Expectation,
  FieldCheck,
  FieldProblem,
  countFromOne,
  entityRef,
  entityRefWithKind,
  numberBetween,
  oneOf,
  textLike,
} from './fieldCheck';

const TIERS = ['mission-critical', 'business-critical', 'standard'] as const;

const azureRegion = textLike(
  /^[a-z]+[a-z0-9]*$/,
  'an Azure region name such as westeurope',
);
const environment = textLike(
  /^[a-z0-9]+(-[a-z0-9]+)*$/,
  'a word in lower case such as prod',
);
const address: Expectation = {
  expected: ADDRESS_EXPECTED,
  holds: value => typeof value === 'string' && isAddress(value),
};
const availability: Expectation = {
  expected: 'an availability above 0 and at most 1, such as "0.9995"',
  holds: value =>
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number(value) > 0 &&
    Number(value) <= 1,
};
const azureResourceId = textLike(
  /^\/(subscriptions|providers)\/\S+/i,
  'an Azure resource id such as /subscriptions/.../providers/...',
);
const anyText = textLike(/\S/, 'some text');

/**
 * Whether Plumbline looks after an entity: workloads, stamps, and resources and
 * components that carry an annotation or a field of Plumbline's.
 */
export function isOurs(entity: Entity): boolean {
  if (isWorkload(entity) || isStamp(entity)) return true;
  if (entity.kind !== 'Resource' && entity.kind !== 'Component') return false;
  return (
    entity.spec?.sendsTelemetryTo !== undefined ||
    Object.keys(entity.metadata.annotations ?? {}).some(name =>
      name.startsWith('plumbline.io/'),
    )
  );
}

/** What is wrong with a workload, a stamp, or a part of one; nothing for other entities. */
export function checkEntity(entity: Entity): FieldProblem[] {
  if (!isOurs(entity)) return [];
  const check = new FieldCheck(entity);
  check.require('spec.owner', entityRef);
  if (isWorkload(entity)) {
    check.allow('spec.domain', entityRef);
    check.allow('spec.tier', oneOf(TIERS));
    check.allow('spec.residency', anyText);
  } else if (isStamp(entity)) {
    check.require('spec.system', entityRef);
    check.require('spec.region', azureRegion);
    check.require('spec.environment', environment);
    check.require('spec.instance', countFromOne);
    check.require('spec.lifecycle', oneOf(STAMP_LIFECYCLES));
    check.allow('spec.trafficWeight', numberBetween(0, 100, 'percent'));
    check.allow('spec.scaleUnit.maxUsers', countFromOne);
  } else {
    check.allow('spec.system', entityRef);
  }
  check.allowListOf('spec.dependsOn', entityRefWithKind);
  check.allowListOf('spec.dependencyOf', entityRefWithKind);
  check.allowListOf('spec.sendsTelemetryTo', entityRef);
  check.allowAnnotation(ANNOTATIONS.region, azureRegion);
  check.allowAnnotation(ANNOTATIONS.environment, environment);
  check.allowAnnotation(ANNOTATIONS.scope, oneOf(['global', 'stamp']));
  check.allowAnnotation(ANNOTATIONS.healthImpact, oneOf(IMPACTS));
  check.allowAnnotation(ANNOTATIONS.serviceSla, availability);
  check.allowAnnotation(ANNOTATIONS.serviceTier, anyText);
  check.allowAnnotation(ANNOTATIONS.runbook, address);
  check.allowAnnotation(ANNOTATIONS.azureResourceId, azureResourceId);
  check.allowAnnotation(ANNOTATIONS.onCall, anyText);
  check.allowAnnotation(ANNOTATIONS.escalation, anyText);
  return check.problems;
}
