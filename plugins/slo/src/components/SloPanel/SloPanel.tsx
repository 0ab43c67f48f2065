import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  AlertTransition,
  FormulaTopic,
  SloHistoryPoint,
  SloStatus,
  TimelineEvent,
} from '@plumbline/plugin-slo-common';
import { Heading, When } from '@plumbline/plugin-workload-react';
import { useMemo, useState } from 'react';
import { sloTranslationRef } from '../../translation';
import { AlertHistory } from '../Alerts/AlertHistory';
import { AlertReadings } from '../Alerts/AlertReadings';
import { BurnDownChart } from '../BurnDownChart/BurnDownChart';
import { EventList } from '../BurnDownChart/EventList';
import { HistoryTable } from '../BurnDownChart/HistoryTable';
import { marksOf, placeInTime } from '../BurnDownChart/chartTime';
import { ExplainDialog } from '../ExplainDialog/ExplainDialog';
import { Explanation } from '../Explanation/Explanation';
import { SloStateLabel } from '../SloStateLabel/SloStateLabel';
import { SloFigures } from './SloFigures';
import { SloLinks } from './SloLinks';
import styles from './SloPanel.module.css';
import { sloAnchor } from './sloAnchor';

/** Props of {@link SloPanel}. */
export interface SloPanelProps {
  slo: SloStatus;
  /** Depth of its heading. */
  level: 3 | 4;
  /** Daily history, oldest first; `undefined` while it is not there. */
  history?: SloHistoryPoint[];
  /** What happened meanwhile and may explain its numbers. */
  events: TimelineEvent[];
  /** How its alerts changed, newest first. */
  transitions: AlertTransition[];
}

/** One SLO with everything that is known about it. */
export function SloPanel(props: SloPanelProps) {
  const { slo, level, history, events, transitions } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const [topic, setTopic] = useState<FormulaTopic>();
  const points = useMemo(
    () => history && placeInTime(history, slo.asOf),
    [history, slo.asOf],
  );
  const marks = useMemo(
    () => (points ? marksOf(events, points) : []),
    [events, points],
  );
  const name = slo.displayName;
  const headingId = `${sloAnchor(slo.id)}-name`;
  const standing = slo.alertReadings.filter(
    ({ state }) => state !== 'inactive',
  );
  const below = level === 3 ? 4 : 5;
  const alertCounts = (['firing', 'pending', 'inactive'] as const)
    .map(state => ({
      state,
      count: slo.alertReadings.filter(each => each.state === state).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t(`alerts.counts.${state}`, { count }))
    .join(', ');
  return (
    <Card
      aria-labelledby={headingId}
      className={styles.panel}
      id={sloAnchor(slo.id)}
      role="region"
      tabIndex={-1}
    >
      <CardHeader>
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <Heading level={level} id={headingId}>
            {name}
          </Heading>
          <SloStateLabel state={slo.state} reason={slo.reason} />
        </Flex>
        <Text as="p">{slo.reason}</Text>
        {slo.description && (
          <Text as="p" color="secondary">
            {slo.description}
          </Text>
        )}
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {slo.error && (
            <Alert
              status="warning"
              icon
              title={t('source.failing')}
              description={
                <>
                  {slo.error}.{' '}
                  {slo.errorAt && (
                    <>
                      {t('source.since')}{' '}
                      <When at={slo.errorAt} format="duration" />.{' '}
                    </>
                  )}
                  {t('source.kept')}
                </>
              }
            />
          )}
          {standing.length > 0 && (
            <AlertReadings
              label={t('alerts.standing', { slo: name })}
              readings={standing}
            />
          )}
          <div className={styles.columns}>
            <SloFigures slo={slo} onExplain={setTopic} />
            <div>
              <Text as="p" color="secondary" variant="body-small">
                {t('chart.title')}
              </Text>
              {points && (
                <BurnDownChart marks={marks} points={points} slo={name} />
              )}
              <EventList
                label={t('chart.eventsOf', { slo: name })}
                marks={marks}
              />
            </div>
          </div>
          <SloLinks slo={slo} />
          <Flex direction="column" gap="2">
            <Accordion>
              <AccordionTrigger
                level={below}
                subtitle={alertCounts}
                title={t('alerts.title')}
              />
              <AccordionPanel>
                <Flex direction="column" gap="3">
                  {slo.alertReadings.length === 0 ? (
                    <Text color="secondary">{t('alerts.none')}</Text>
                  ) : (
                    <AlertReadings
                      label={t('alerts.all', { slo: name })}
                      readings={slo.alertReadings}
                    />
                  )}
                  <Text as="p" color="secondary" variant="body-small">
                    {t('alerts.history')}
                  </Text>
                  <AlertHistory
                    label={t('alerts.historyOf', { slo: name })}
                    transitions={transitions}
                  />
                </Flex>
              </AccordionPanel>
            </Accordion>
            <Accordion>
              <AccordionTrigger level={below} title={t('explain.title')} />
              <AccordionPanel>
                <Explanation slo={slo} />
              </AccordionPanel>
            </Accordion>
            {points && points.length > 0 && (
              <Accordion>
                <AccordionTrigger level={below} title={t('chart.tableTitle')} />
                <AccordionPanel>
                  <HistoryTable
                    label={t('chart.tableOf', { slo: name })}
                    marks={marks}
                    points={points}
                  />
                </AccordionPanel>
              </Accordion>
            )}
          </Flex>
        </Flex>
        <ExplainDialog
          slo={slo}
          topic={topic}
          onClose={() => setTopic(undefined)}
        />
      </CardBody>
    </Card>
  );
}
