/** Tests of the reports; {@link io.trainmaster.job.report.Examples} holds the data they show. */
@NullMarked
package io.trainmaster.job.report;

import org.jspecify.annotations.NullMarked;
