import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the forms of stamps. */
export const stampFormTranslationRef = createTranslationRef({
  id: 'plumbline.stamp-form',
  messages: {
    loading: 'Loading',
    required: 'Required',
    workload: {
      label: 'Workload',
      description: 'The product that gets another regional stamp.',
      placeholder: 'Type to search',
      failed: 'The workloads could not be read',
      all: 'Workloads of others, too',
      none: 'Neither you nor a group of yours owns a workload, and you may not change those of others. Ask the owner, or your platform team.',
    },
    stamp: {
      label: 'Stamp',
      description: 'One that was built from here.',
      placeholder: 'Type to search',
      failed: 'The stamps could not be read',
      all: 'Stamps of others, too',
      none: 'No stamp that was built from here belongs to you or a group of yours, and you may not change those of others. Ask the owner, or your platform team.',
      traffic: '{{weight, number}} % of its traffic',
      now: 'Now:',
      users: '{{users, number}} expected users',
      usersOf: '{{users, number}} of at most {{max, number}} expected users',
      drift:
        'Files changed by hand: {{number, number}}. A change that would write over them is refused.',
      underWay: 'Under way already:',
    },
    lifecycle: {
      planned: 'planned',
      active: 'active',
      draining: 'draining',
      retired: 'retired',
    },
    region: {
      label: 'Region',
      list: 'Regions',
      description:
        'Only regions that satisfy the placement policy can be chosen; the others say why not.',
      first:
        'Choose a workload first: its residency decides which regions are eligible.',
      search: 'Search regions',
      placeholder: 'Name, place or country code',
      count: '{{eligible, number}} of {{total, number}} regions are eligible',
      countResidency:
        '{{eligible, number}} of {{total, number}} regions are eligible; data must stay in {{residency}}',
      more: '{{number, number}} more where a rule is relaxed',
      none: 'No region matches.',
      asOf: 'Region data as of',
      zones: '{{number, number}} zones',
      noZones: 'no zones',
      pair: 'pair {{name}}',
      noPair: 'no pair',
      notOffered: 'Not offered:',
      toRelax: 'Only where a rule is relaxed:',
      hasStamps: 'Here already: {{names}}',
    },
    map: {
      label: 'Region on the map',
      part: 'Part of the map',
      world: 'World',
      hint: 'Point at a region to read about it.',
      pinWithStamps: '{{region}}, has {{number, number}} of its stamps',
      offered: 'can be chosen',
      relax: 'only where a rule is relaxed',
      refused: 'not offered',
      stamps: 'has a stamp of this workload',
    },
    relaxing: {
      label: 'Rules to do without',
      description: 'The reviewer reads why.',
      never: 'The policy lets no rule be relaxed.',
      first: 'Choose a region first.',
      none: 'No rule stands against {{region}} that could be relaxed.',
      holds: 'The rule holds for the chosen region; it need not be relaxed.',
      notAllowed: 'The policy does not let it be relaxed.',
      reason: 'Why it need not hold',
      reasonDescription:
        'One line of {{min, number}} to {{max, number}} characters.',
      wrongReason:
        'One line of {{min, number}} to {{max, number}} characters is needed.',
    },
    capacity: {
      label: 'Expected concurrent users',
      first: 'Choose a region first: its zones decide the size.',
      size: '{{sku}}, {{min, number}} to {{max, number}} instances.',
      assumption: 'Taking {{perInstance, number}} users for each instance.',
      lostZone:
        'When one of {{zones, number}} zones is lost, {{left, number}} of {{instances, number}} instances are left. They serve {{serves, number}} users; {{users, number}} are expected.',
      noZones:
        'The region has no zones: losing the data centre loses every instance.',
      upTo: '{{sku}} up to {{users, number}}',
      end: 'Scale unit ends at {{users, number}}; for more, add another stamp.',
    },
    addresses: {
      label: 'Address range',
      first: 'Choose a workload first.',
      take: 'Use {{range}}',
      range: 'Free, out of {{range}}',
      next: 'Next free: {{range}}',
      own: 'Chosen: {{range}}',
      taken: '{{number, number}} taken',
      noneTaken: 'None of it is taken as far as the catalog says',
    },
    image: {
      label: 'Container image',
      runs: 'Left empty, it runs what the workload says: {{image}}',
      runsNothing: 'The workload does not say what it runs: fill it in.',
    },
    cost: {
      label: 'Expected monthly cost',
      year: '{{cost}} a year.',
      user: '{{cost}} a month for each expected user.',
    },
    confirm: {
      label: 'Name of the stamp',
      first: 'Choose a stamp first.',
      type: 'To go on, type',
      same: 'That is its name',
      different: 'Not its name yet',
    },
    plan: {
      label: 'Plan',
      description:
        'Made by the same rules that the task follows, which plans again before it writes anything.',
      first: 'Fill in first: {{fields}}.',
      unreadable: 'What was filled in cannot be planned',
    },
  },
});
