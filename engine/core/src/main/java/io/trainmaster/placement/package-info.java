/**
 * Which task runs where, and why not: requests are ordered alternatives, a placement names a node
 * and shares of its cards, and every refusal is a value. What is free, and where least is lost, is
 * counted in {@link io.trainmaster.fleet}. Read {@link io.trainmaster.placement.Placer} first.
 */
@NullMarked
package io.trainmaster.placement;

import org.jspecify.annotations.NullMarked;
