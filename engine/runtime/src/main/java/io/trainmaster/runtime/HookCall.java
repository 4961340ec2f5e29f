package io.trainmaster.runtime;

import java.util.Optional;

/**
 * A hook is called.
 *
 * @param hook its name
 * @param key what tells the call from others: one that is repeated with the same key counts once;
 *     empty where each call is another
 * @param body what it was called with
 */
public record HookCall(String hook, Optional<String> key, String body) {}
