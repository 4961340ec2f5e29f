/**
 * The model as JSON. {@link io.trainmaster.json.ModelJson} is the exact form, from which the same
 * value can be read again: the store keeps it. {@link io.trainmaster.json.PlainJson} is the form
 * for people, scripts and operators, which doesn't tell a duration from a text. Knows the model and
 * what is recorded of runs, and neither files nor processes. Read {@code ModelJson} first.
 */
@NullMarked
package io.trainmaster.json;

import org.jspecify.annotations.NullMarked;
