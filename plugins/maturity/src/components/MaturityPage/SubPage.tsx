import { CampaignsTab } from '../review/CampaignsTab/CampaignsTab';
import { ExemptionsTab } from '../review/ExemptionsTab/ExemptionsTab';
import { MilestonesTab } from '../review/MilestonesTab/MilestonesTab';
import { ModelsTab } from '../review/ModelsTab/ModelsTab';
import { ReviewTab } from '../review/ReviewTab/ReviewTab';
import { PageFrame } from './PageFrame';

/** The sub pages in their order; the id is the path below the page. */
export const SUB_PAGES = [
  'review',
  'campaigns',
  'milestones',
  'exemptions',
  'models',
] as const;

/** Id of a sub page. */
export type SubPageId = (typeof SUB_PAGES)[number];

const CONTENTS: Record<SubPageId, () => JSX.Element> = {
  review: ReviewTab,
  campaigns: CampaignsTab,
  milestones: MilestonesTab,
  exemptions: ExemptionsTab,
  models: ModelsTab,
};

/** One sub page of the review, for a route that ends in `/*`. */
export function SubPage({ id }: { id: SubPageId }) {
  const Content = CONTENTS[id];
  return (
    <PageFrame>
      <Content />
    </PageFrame>
  );
}
