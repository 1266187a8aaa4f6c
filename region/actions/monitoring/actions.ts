import type { Actions } from '../../protocol/action.ts';
import { deleteAlarms, disableActions, enableActions, setAlarmState } from './change-alarms.ts';
import { describeAlarms, describeAlarmsForMetric } from './describe-alarms.ts';
import { describeHistory } from './history.ts';
import { listMetrics } from './list-metrics.ts';
import { getMetricData } from './metric-data.ts';
import { putMetricAlarm } from './put-alarm.ts';
import { putMetricData } from './put-data.ts';
import { getMetricStatistics } from './statistics.ts';

/** What the region serves of CloudWatch. */
export const monitoringActions: Actions = {
  PutMetricAlarm: putMetricAlarm,
  DescribeAlarms: describeAlarms,
  DescribeAlarmsForMetric: describeAlarmsForMetric,
  DeleteAlarms: deleteAlarms,
  SetAlarmState: setAlarmState,
  EnableAlarmActions: enableActions,
  DisableAlarmActions: disableActions,
  DescribeAlarmHistory: describeHistory,
  PutMetricData: putMetricData,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
};
