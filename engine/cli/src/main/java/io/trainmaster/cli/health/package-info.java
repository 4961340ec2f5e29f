/**
 * What `trainmaster doctor` looks at: the machine, Spark, the state folder, GPUs. A check never
 * throws and changes nothing. Read {@link io.trainmaster.cli.health.Finding} first.
 */
@NullMarked
package io.trainmaster.cli.health;

import org.jspecify.annotations.NullMarked;
