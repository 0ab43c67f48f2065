export interface Config {
  maturity?: {
    /** Maturity models to hold every workload against. None when absent. */
    models?: Array<{
      /**
       * Path of a YAML file, relative to the working directory of the process.
       * It is read again when it or a file of its pillars changes.
       */
      file?: string;
      /**
       * Instead of a file: the address of one, on a host that `integrations` or
       * `backend.reading.allow` names. It and the files of its pillars are
       * looked at every five minutes.
       */
      url?: string;
    }>;
    /** Sources to which others push facts with `POST /facts`. None when absent. */
    pushedFacts?: Array<{
      /** Id, by which rules name it: a letter, then letters and digits. */
      source: string;
      /** Hours after which a fact that was not pushed again counts as missing. 168 when absent. */
      staleAfterHours?: number;
      /**
       * Subjects of services (`external:ci`) and refs of users that may push. Everyone
       * with the permission `maturity.push` when absent.
       */
      callers?: string[];
      /** By name, as rules write it. */
      facts: {
        [name: string]: {
          type: 'boolean' | 'number' | 'string' | 'strings';
          /** Noun phrase that reads well before its value. */
          title: string;
          description?: string;
        };
      };
    }>;
    badges?: {
      /**
       * Whether the badge of a workload's level is shown without sign-in, for
       * read-me files and wikis. Only the level is disclosed. Off when absent.
       */
      public?: boolean;
    };
    notifications?: {
      /**
       * Whether owners, those who ask for exemptions and the platform team are
       * told through Backstage's notifications plugin. On when absent.
       */
      enabled?: boolean;
      /** Hour of the clock, 0 to 23, at which owners get their daily digest. 8 when absent. */
      digestHour?: number;
      /** Time zone of that clock, such as `Europe/Berlin`. UTC when absent. */
      timeZone?: string;
      /** Full ref of the group or user that is told of requested exemptions. Nobody when absent. */
      platformTeam?: string;
    };
    history?: {
      /**
       * Days for which changes of levels are kept, with answers and exemptions
       * that are over. 730 when absent.
       */
      retentionDays?: number;
    };
  };
}
