import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';

import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';
import { sizeAsked } from './describe-alarms.ts';

/** Newest first unless asked otherwise; that of deleted alarms too. */
export const describeHistory = action<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput>(
  ['AlarmName', 'AlarmTypes', 'HistoryItemType', 'StartDate', 'EndDate', 'MaxRecords', 'NextToken', 'ScanBy'],
  (region, input) => {
    const kinds = input.AlarmTypes ?? [];
    const wanted = region.state.monitoring.history.filter(
      (item) =>
        (kinds.length === 0 || kinds.includes('MetricAlarm')) &&
        (input.AlarmName === undefined || input.AlarmName === item.alarm) &&
        (input.HistoryItemType === undefined || input.HistoryItemType === item.type) &&
        (input.StartDate === undefined || input.StartDate.getTime() <= item.at) &&
        (input.EndDate === undefined || input.EndDate.getTime() >= item.at),
    );
    const ordered = input.ScanBy === 'TimestampAscending' ? wanted : wanted.toReversed();
    const page = pageOf(ordered, input.NextToken, sizeAsked(input.MaxRecords), 'InvalidNextToken');
    return {
      AlarmHistoryItems: page.items.map((item) => ({
        AlarmName: item.alarm,
        AlarmType: 'MetricAlarm',
        Timestamp: new Date(item.at),
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
);
