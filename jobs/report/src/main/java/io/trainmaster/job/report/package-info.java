/**
 * Turns the findings of an evaluation into a test report: one HTML page that opens without a
 * network, JSON and JUnit XML. Knows neither Spark nor how anything was measured; it is given
 * numbers. Read {@link io.trainmaster.job.report.ReportData} first.
 *
 * <p>{@code report.json} is one object:
 *
 * <pre>
 * format    "trainmaster-report"
 * version   1; grows when a reader of the old format would go wrong
 * title     what was tested
 * subtitle  one line; may be empty
 * task      "binary", "multiclass", "regression" or "clustering"
 * passed    whether no check failed
 * facts     {name: text}
 * metrics   [{name, value, format: number|percent|count, better: higher|lower|neither, help,
 *             interval?: {low, high, level}}]
 * sections  {key: section}, those that the report has:
 *   roc               {curves: [{name, area, points: [{x, y}]}]}
 *   precision_recall  {curves: [{name, area, points: [{x, y}]}]}
 *   thresholds        {used, counts: [{threshold, truePositives, falsePositives, trueNegatives,
 *                      falseNegatives}]}
 *   calibration       {expectedError, bins: [{predicted, observed, rows}]}
 *   confusion_matrix  {labels, counts: [[rows of actual class i predicted as class j]]}
 *   residuals         {label, sample: [{x: actual, y: predicted}], edges, counts}
 *   clusters          {clusters: [{name, rows, silhouette, center: {column: value}}]}
 *   learning_curves   {step, series: [{name, points: [{x: step, y}]}]}
 *   importance        {measure, features: [{name, value}]}
 *   search            {metric, columns, rows, best: index of a row}
 *   slices            {slices: [{column, value, rows, metrics: {name: value}}]}
 *   checks            {checks: [{name, passed, message}]}
 *   sample_rows       {columns, rows}; {@code sample.json} is this alone
 * </pre>
 *
 * <p>Numbers have full precision; one that is not finite is {@code null}.
 */
@NullMarked
package io.trainmaster.job.report;

import org.jspecify.annotations.NullMarked;
