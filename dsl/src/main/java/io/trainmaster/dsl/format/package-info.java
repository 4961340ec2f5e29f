/**
 * The one layout of a workflow file. Works on the tokens and reads off the tree what they are for;
 * knows no operator and changes no meaning. Read {@link io.trainmaster.dsl.format.Formatter} first.
 */
@NullMarked
package io.trainmaster.dsl.format;

import org.jspecify.annotations.NullMarked;
