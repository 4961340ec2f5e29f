/**
 * The search for good arguments: which trials there are. Pure: the same method, space and seed give
 * the same trials for ever. Read {@link io.trainmaster.search.Trials} first.
 */
@NullMarked
package io.trainmaster.search;

import org.jspecify.annotations.NullMarked;
