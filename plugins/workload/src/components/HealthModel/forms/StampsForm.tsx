import { Flex } from '@backstage/ui';
import { AggregationFields } from '../AggregationFields';

/** How ill stamps make the workload ill. */
export function StampsForm() {
  return (
    <Flex direction="column" gap="4">
      <AggregationFields path={['spec', 'stamps']} byDefault="redundant" />
    </Flex>
  );
}
