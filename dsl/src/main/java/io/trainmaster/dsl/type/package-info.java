/**
 * The types of the language, and the constants that narrow them. Knows the tree but no scope and no
 * operator. Read {@link io.trainmaster.dsl.type.Type} first.
 */
@NullMarked
package io.trainmaster.dsl.type;

import org.jspecify.annotations.NullMarked;
