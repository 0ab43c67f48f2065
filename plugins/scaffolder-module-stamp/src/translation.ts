import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the stamp template's form. */
export const stampTranslationRef = createTranslationRef({
  id: 'plumbline.stamp',
  messages: {
    workload: {
      label: 'Workload',
      description: 'The product that gets another regional stamp.',
      placeholder: 'Type to search',
      failed: 'The workloads could not be read',
    },
    region: {
      label: 'Region',
      description:
        'Only regions that satisfy the placement policy can be chosen; the others say why not.',
      first:
        'Choose a workload first: its residency decides which regions are eligible.',
      search: 'Search regions',
      placeholder: 'Name, place or country code',
      count: '{{eligible, number}} of {{total, number}} regions are eligible',
      countResidency:
        '{{eligible, number}} of {{total, number}} regions are eligible; data must stay in {{residency}}',
      none: 'No region matches.',
      asOf: 'Region data as of',
      zones: '{{number, number}} zones',
      noZones: 'no zones',
      pair: 'pair {{name}}',
      noPair: 'no pair',
      notOffered: 'Not offered:',
    },
    plan: {
      label: 'Plan',
      first: 'Fill in {{fields}} first.',
      violations: 'This stamp cannot be built',
      notes: 'Good to know',
      stamp: 'Stamp',
      placement: 'Placement',
      zones: 'zones {{zones}}',
      noZones: 'no zones',
      pair: 'paired with {{name}}',
      noPair: 'no paired region',
      replication: '{{replication}} storage',
      addresses: 'Addresses',
      addressesOutOf: '{{range}}, out of {{outOf}}',
      subnets: 'web {{web}}, private endpoints {{endpoints}}',
      size: 'Size',
      sizeInstances: '{{sku}}, {{min, number}} to {{max, number}} instances',
      sizeFormula:
        'For {{users, number}} concurrent users, taking {{perInstance, number}} for each instance. With one zone lost, the others still serve everyone.',
      sizeFormulaWithoutZones:
        'For {{users, number}} concurrent users, taking {{perInstance, number}} for each instance.',
      names: 'Names in Azure',
      resource: 'Resource',
      name: 'Name',
      files: 'Files',
      uses: 'Uses',
      usesNothing: 'no global resources',
    },
  },
});
