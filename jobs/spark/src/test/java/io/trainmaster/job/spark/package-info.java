/** Tests on one shared local session, and what they stand on. */
@NullMarked
package io.trainmaster.job.spark;

import org.jspecify.annotations.NullMarked;
