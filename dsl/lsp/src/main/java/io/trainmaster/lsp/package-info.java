/**
 * The language server: what editors ask of workflow files, answered from one check of the text. It
 * knows the language and the protocol, and neither files nor stores nor Spark. Read {@link
 * io.trainmaster.lsp.LanguageServerLauncher} first.
 */
@NullMarked
package io.trainmaster.lsp;

import org.jspecify.annotations.NullMarked;
