import { Route, Routes } from 'react-router-dom';
import { ModelBrowser } from '../ModelBrowser/ModelBrowser';
import { WhatIf } from '../WhatIf/WhatIf';
import { ModelList } from './ModelList';

/** The models, what is wrong with them, and what a changed one would change. */
export function ModelsTab() {
  return (
    <Routes>
      <Route index element={<ModelList />} />
      <Route path="what-if" element={<WhatIf />} />
      <Route path=":id" element={<ModelBrowser />} />
    </Routes>
  );
}
