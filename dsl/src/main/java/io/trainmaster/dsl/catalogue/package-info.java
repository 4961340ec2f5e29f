/**
 * What operators there are: their signatures as data, read from texts in the workflow language.
 * Knows nothing of workflows. Read {@link io.trainmaster.dsl.catalogue.Catalogue} first.
 */
@NullMarked
package io.trainmaster.dsl.catalogue;

import org.jspecify.annotations.NullMarked;
