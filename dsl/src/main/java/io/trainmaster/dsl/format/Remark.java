package io.trainmaster.dsl.format;

/**
 * A comment.
 *
 * @param text as it is written, without blanks at its end
 * @param ownLine whether nothing stands before it on its line
 * @param blankAbove whether an empty line comes before it
 */
record Remark(String text, boolean ownLine, boolean blankAbove) {}
