import { Route, Routes } from 'react-router-dom';
import { CampaignDetail } from '../CampaignDetail/CampaignDetail';
import { CampaignList } from '../CampaignList/CampaignList';
import { EditCampaign } from './EditCampaign';
import { NewCampaign } from './NewCampaign';

/** Drives to bring workloads to a goal by a deadline. */
export function CampaignsTab() {
  return (
    <Routes>
      <Route index element={<CampaignList />} />
      <Route path="new" element={<NewCampaign />} />
      <Route path=":id" element={<CampaignDetail />} />
      <Route path=":id/edit" element={<EditCampaign />} />
    </Routes>
  );
}
