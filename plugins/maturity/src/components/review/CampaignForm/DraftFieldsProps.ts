import { CampaignDraft, DraftField } from './campaignDraft';

/** Props of each part of the form. */
export interface DraftFieldsProps {
  draft: CampaignDraft;
  /** Fields to complain about. */
  problems: DraftField[];
  onChange: (changes: Partial<CampaignDraft>) => void;
}
