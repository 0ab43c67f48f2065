import { PageFrame } from '@plumbline/plugin-workload-react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { incidentPath } from '@plumbline/plugin-workload-common';
import { IncidentList } from '../Incidents/list/IncidentList';
import { IncidentPage } from '../Incidents/page/IncidentPage';
import { WorkloadsPage } from '../WorkloadsPage/WorkloadsPage';

/** What is below `/workloads`: the portfolio, the incidents and each of them. */
export function WorkloadRoutes() {
  return (
    <Routes>
      <Route
        index
        element={
          <main>
            <WorkloadsPage />
          </main>
        }
      />
      <Route
        path="incidents"
        element={
          <PageFrame>
            <IncidentList />
          </PageFrame>
        }
      />
      <Route
        path="incidents/:number"
        element={
          <PageFrame>
            <IncidentPage />
          </PageFrame>
        }
      />
      <Route
        path="incidents/*"
        element={<Navigate to={incidentPath()} replace />}
      />
    </Routes>
  );
}
