import { Route, Routes, useResolvedPath } from 'react-router-dom';
import { WorkloadChooser } from '../WorkloadChooser/WorkloadChooser';
import { WorkloadReports } from '../WorkloadReports/WorkloadReports';

/** A workload is chosen, then a month; the newest one when none is said. */
export function ReportsTab() {
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  return (
    <Routes>
      <Route index element={<WorkloadChooser base={base} />} />
      <Route
        path=":namespace/:name/:month?"
        element={<WorkloadReports base={base} />}
      />
    </Routes>
  );
}
