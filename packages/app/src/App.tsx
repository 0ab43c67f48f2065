import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { firstPageModule } from './modules/firstPage';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// Every other feature is found by itself: `app.packages: all` in app-config.yaml.
export default createApp({
  features: [catalogPlugin, firstPageModule, navModule, signInModule],
});
