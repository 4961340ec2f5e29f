/**
 * What is free on each of many nodes, and where a demand goes. Values and arithmetic alone: no
 * clock, no threads, no chance. What runs in production and what replays public traces use the same
 * types. Read {@link io.trainmaster.fleet.Fleet} first.
 */
@NullMarked
package io.trainmaster.fleet;

import org.jspecify.annotations.NullMarked;
