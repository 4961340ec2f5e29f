/**
 * The main program of a task process: speaks the wire with its worker, runs operators, and writes
 * down what became of them. Knows operators only through the API, and must not know Spark, a
 * workflow or a run. Read {@link io.trainmaster.job.host.HostMain} and {@code WIRE.md} first.
 */
@NullMarked
package io.trainmaster.job.host;

import org.jspecify.annotations.NullMarked;
