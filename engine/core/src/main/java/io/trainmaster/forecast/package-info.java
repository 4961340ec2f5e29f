/**
 * What a run will do and how long it will take, before it does: tasks are placed in virtual time,
 * as long as tasks like them took before. Read {@link io.trainmaster.forecast.Forecast} first.
 */
@NullMarked
package io.trainmaster.forecast;

import org.jspecify.annotations.NullMarked;
