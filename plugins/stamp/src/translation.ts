import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the tab and the card. */
export const stampTranslationRef = createTranslationRef({
  id: 'plumbline.stamp',
  messages: {
    headline: {
      look_one: '{{count}} stamp to look at',
      look_other: '{{count}} stamps to look at',
      nothing: 'Nothing to look at',
      nothingKnown: 'Nothing to look at, as far as it is known',
      total_one: '{{count}} stamp',
      total_other: '{{count}} stamps',
      serving: '{{number, number}} serving',
      open_one: '{{count}} open pull request',
      open_other: '{{count}} open pull requests',
    },
    action: {
      add: 'Add a stamp',
      change: 'Change',
      changeLabel: 'Change {{stamp}}',
      retire: 'Retire',
      retireLabel: 'Retire {{stamp}}',
      remove: 'Remove its files',
      removeLabel: 'Remove the files of {{stamp}}',
      stillDraining:
        'Still draining: its files can be removed once its pipeline has told that it is destroyed.',
      retired: 'Destroyed: only its files are left to be removed.',
      goes: 'On its way out: it cannot be changed any more.',
      noLock:
        'It was not made from here. What has no lock file can neither be changed nor retired from here.',
    },
    empty: {
      title: 'No stamps yet',
      description:
        'A stamp is one regional copy of the workload with everything it needs. Add the first one: a form plans it, checks it against the placement policy and proposes its files.',
      notAllowed:
        'A stamp is one regional copy of the workload with everything it needs. Those who own the workload can add the first one.',
    },
    additions: {
      title: 'On their way',
      about:
        'Each is in the catalog as planned as soon as its pull request is merged.',
    },
    pullRequest: 'Pull request {{label}}',
    pullRequestAbout: 'Pull request {{label}} about {{stamp}}',
    problem: 'Something in the estate cannot be read',
    list: 'Stamps',
    lifecycle: {
      planned: 'Planned',
      active: 'Active',
      draining: 'Draining',
      retired: 'Retired',
      plannedMeans:
        'Its files are there; its pipeline has not said that it serves.',
      activeMeans: 'Its pipeline says that it serves.',
      drainingMeans:
        'Its traffic goes away; its pipeline destroys it once somebody approves.',
      retiredMeans: 'It is destroyed; only its files are left.',
    },
    fact: {
      where: 'Where',
      traffic: 'Traffic',
      serves: 'Serves',
      size: 'Size',
      run: 'Last run',
      files: 'Files',
      pullRequests: 'Pull requests',
    },
    place: '{{region}}, {{environment}}',
    traffic: '{{weight, number}} % of its full part',
    trafficNone: 'none',
    serves: {
      unit: 'unit {{unit}}',
      asked: 'asked for: {{image}}',
      nothing: 'nothing told yet',
      notYet: 'not deployed yet; asked for: {{image}}',
    },
    size: {
      users: '{{users, number}} concurrent users',
      usersOf: '{{users, number}} of at most {{max, number}} concurrent users',
      max: 'at most {{max, number}} concurrent users',
      unknown: 'not declared',
    },
    code: {
      terraform: 'Terraform',
      bicep: 'Bicep',
      'azure-devops': 'Azure DevOps',
      'github-actions': 'GitHub Actions',
    },
    run: {
      none: 'Its pipeline has told nothing yet',
      succeeded: 'Succeeded',
      failed: 'Failed',
      told: 'Told',
      link: 'Run',
      linkLabel: 'Run of the pipeline of {{stamp}}',
    },
    drift: {
      inStep: 'As rendered',
      changed_one: '1 file differs',
      changed_other: '{{count}} files differ',
      unknown: 'Not compared',
      none: 'No lock file',
      noneMeans:
        'It was not made from here, so there is nothing to compare its files to.',
      checked: 'compared',
      since: 'since',
      cannot: 'Could not be looked at since',
      older:
        'Rendered by version {{version}}; the newest is {{newest}}. Changing the stamp brings its files up.',
      version: 'version {{version}}',
      list: 'Files of {{stamp}} that differ',
      what: {
        changed: 'changed by hand',
        missing: 'missing',
        unexpected: 'not from here',
      },
      more_one: 'and 1 more',
      more_other: 'and {{count}} more',
      all: 'Show all {{number, number}}',
      todo: 'Take these changes back in the estate. Changing the stamp makes missing files anew, and is refused where it would write over what somebody changed.',
    },
    history: {
      title: 'What pipelines told',
      none: 'Nothing yet. Pipelines of stamps tell what became of each deployment.',
      stamp: 'Stamp',
      when: 'When',
      said: 'Said',
      outcome: 'Run',
      serves: 'Serves',
      by: 'Told by',
      weight: 'traffic {{weight, number}} %',
      more: 'Show all {{number, number}}',
    },
    card: {
      title: 'Stamps',
      all: 'All stamps',
    },
  },
});
