import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { SavedView } from '@plumbline/plugin-workload-common';
import { useMyRefs, useRead } from '@plumbline/plugin-workload-react';
import {
  RiArrowDownSLine,
  RiBookmarkLine,
  RiSaveLine,
  RiSettings3Line,
} from '@remixicon/react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { ManageViews } from './ManageViews';
import { SaveView } from './SaveView';

/** Opens saved views, and saves the one that is shown. */
export function ViewsMenu() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const [params, setParams] = useSearchParams();
  const { me } = useMyRefs();
  const read = useRead(() => api.getViews(), [api]);
  const may = useRead(() => api.getPermissions(), [api]);
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const views = read.value?.items ?? [];
  const own = views.filter(view => view.ownerRef === me);
  const shared = views.filter(view => view.ownerRef !== me);
  const mayShare = may.value?.manage ?? false;
  const shown = new URLSearchParams(params);
  shown.delete('offset');
  const close = () => setDialog(undefined);

  const section = (title: string, some: SavedView[]) =>
    some.length > 0 && (
      <MenuSection title={title}>
        {some.map(view => (
          <MenuItem
            key={view.id}
            id={view.id}
            iconStart={<RiBookmarkLine aria-hidden />}
            onAction={() => setParams(new URLSearchParams(view.query))}
          >
            {view.name}
          </MenuItem>
        ))}
      </MenuSection>
    );

  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiBookmarkLine aria-hidden />}
          iconEnd={<RiArrowDownSLine aria-hidden />}
        >
          {t('view.button')}
        </Button>
        <Menu aria-label={t('view.button')}>
          {section(t('view.own'), own)}
          {section(t('view.shared'), shared)}
          {views.length === 0 && (
            <MenuItem id="none" isDisabled>
              {read.error ? t('view.unread') : t('view.none')}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem
            id="save"
            iconStart={<RiSaveLine aria-hidden />}
            onAction={() => setDialog('save')}
          >
            {t('view.save')}
          </MenuItem>
          {views.some(view => view.mine) && (
            <MenuItem
              id="manage"
              iconStart={<RiSettings3Line aria-hidden />}
              onAction={() => setDialog('manage')}
            >
              {t('view.manage')}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {dialog === 'save' && (
        <SaveView
          query={shown.toString()}
          own={own}
          mayShare={mayShare}
          onClose={close}
          onSaved={() => {
            close();
            read.retry();
          }}
        />
      )}
      {dialog === 'manage' && (
        <ManageViews
          views={views.filter(view => view.mine)}
          mayShare={mayShare}
          onClose={close}
          onChanged={read.retry}
        />
      )}
    </>
  );
}
