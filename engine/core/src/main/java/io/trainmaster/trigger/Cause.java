package io.trainmaster.trigger;

import io.trainmaster.time.TriggerId;
import java.time.Instant;

/**
 * Something that happened and that a trigger is about: the reason for one run or none, however
 * often it is told.
 *
 * @param key what makes it itself among the causes of its trigger
 * @param at when it was noticed; no two causes of a trigger have the same
 * @param text what happened, for people
 */
public record Cause(TriggerId trigger, String key, Instant at, String text) {}
