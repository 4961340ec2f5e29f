package io.trainmaster.dsl.diagnostic;

import java.util.Optional;

/**
 * The kinds of faults that a workflow file can have. A code's number never changes its meaning and
 * is never used again; the first two digits tell the group: 01 characters, 02 grammar, 03 names, 04
 * types and values, 05 blocks, 06 what this version can't do yet, 07 what could not work as it is
 * written, 08 tests that fail. Codes that begin with an L are of files that can run, and could be
 * better.
 */
public enum Code {
  UNEXPECTED_CHARACTER("E0101", "A character that the language does not use"),
  UNCLOSED_STRING("E0102", "A text without its closing quote"),
  UNKNOWN_ESCAPE("E0103", "An escape that does not exist"),
  MALFORMED_NUMBER("E0104", "A number that is not one"),
  FOREIGN_COMMENT("E0105", "A comment of another language"),
  UNCLOSED_INTERPOLATION("E0106", "A `${` without its `}`"),
  NOT_UTF8("E0107", "A file that is not UTF-8"),
  UNCLOSED_BACKTICK("E0108", "A quoted name without its closing backtick"),
  HIDDEN_CHARACTER("E0109", "A character that can't be seen"),
  LOOKALIKE_NAME("E0110", "A name with letters that look like others"),
  FILE_TOO_LARGE("E0111", "A file that is too large"),

  UNEXPECTED_TOKEN("E0201", "Something else was expected here"),
  UNCLOSED_BRACKET("E0202", "A bracket that is not closed"),
  STRAY_BRACKET("E0203", "A closing bracket that closes nothing"),
  NESTED_TOO_DEEPLY("E0204", "Nested too deeply"),
  CHAINED_COMPARISON("E0205", "A comparison of a comparison"),
  RESERVED_WORD("E0206", "A reserved word used as a name"),
  ITEM_EXPECTED("E0207", "Not an item of a file"),
  OTHERWISE_EXPECTED("E0208", "A `require` without its `else`"),
  DOTTED_TARGET("E0209", "A dotted name can't be bound"),

  UNKNOWN_NAME("E0301", "A name that nothing has"),
  DUPLICATE_NAME("E0302", "A name that is taken"),
  UNKNOWN_OPERATOR("E0303", "An operator that does not exist"),
  UNKNOWN_ARGUMENT("E0304", "An argument that is not taken"),
  UNKNOWN_KEY("E0305", "A key that the block does not know"),
  UNKNOWN_FIELD("E0306", "A field that the value does not have"),
  UNKNOWN_COLUMN("E0307", "A column that the data does not have"),
  UNKNOWN_TYPE("E0308", "A type that does not exist"),
  DUPLICATE_ARGUMENT("E0309", "An argument given twice"),
  MISSING_ARGUMENT("E0310", "An argument is missing"),
  TOO_MANY_ARGUMENTS("E0311", "More arguments than are taken"),
  POSITIONAL_AFTER_NAMED("E0312", "An unnamed argument after a named one"),
  CYCLE("E0313", "Something that needs itself"),
  DUPLICATE_KEY("E0314", "A line that may stand only once"),
  DUPLICATE_COLUMN("E0315", "Two columns with one name"),
  MISSING_KEY("E0316", "A block lacks a line"),
  UNKNOWN_EDITION("E0317", "An edition that this version does not know"),
  UNKNOWN_FILE("E0318", "A file that can't be found"),
  FAULTY_IMPORT("E0319", "An imported file with faults"),

  TYPE_MISMATCH("E0401", "A value of another type"),
  NOT_A_CONDITION("E0402", "A condition that is not a Bool"),
  OUT_OF_RANGE("E0403", "A value outside of what is allowed"),
  NOT_ONE_OF("E0404", "Not one of the words or values allowed"),
  TOO_WIDE("E0405", "A parameter that allows more than its use"),
  UNKNOWN_UNIT("E0406", "A unit that does not exist"),
  WRONG_OPERANDS("E0407", "Operands that do not go together"),
  OPTIONAL_VALUE("E0408", "A value that may be absent"),
  NOT_CONSTANT("E0409", "A value that must be known beforehand"),
  MALFORMED_VALUE("E0410", "A value that can't be read as its type"),
  SECRET_EXPOSED("E0411", "A secret in a text"),
  RESULT_MAY_BE_ABSENT("E0412", "A result that a skipped run does not give"),
  MISSING_RETURN("E0413", "A workflow that gives nothing back"),
  UNEXPECTED_RETURN("E0414", "A result where none is declared"),
  EMPTY_RANGE("E0415", "A range with nothing in it"),

  MALFORMED_CRON("E0501", "A cron expression that is none"),
  UNKNOWN_ZONE("E0502", "A time zone that does not exist"),
  UNKNOWN_OUTCOME("E0503", "Not an outcome of an attempt"),
  UNKNOWN_METRIC("E0504", "A metric that the operator does not report"),
  UNSEARCHABLE("E0505", "A dimension that can't be searched"),
  UNFIT_SEARCH("E0506", "A dimension that the search can't enumerate"),
  NOTHING_TO_MEASURE_ON("E0507", "A search without data to measure on"),
  BLOCK_NOT_TAKEN("E0508", "A block where none is taken"),
  MALFORMED_LINE("E0509", "A line of the wrong form"),

  NOT_YET("E0601", "What this version can't run yet", Severity.NOTE),

  UNFIT_LAYER("E0701", "A layer that does not fit where it stands"),
  POINTLESS_LIMIT("E0702", "A limit that another one makes pointless"),
  UNUSABLE_DEVICE("E0703", "A device that the operator can't use"),

  ASSERTION_FAILED("E0801", "An assertion that does not hold"),
  NOT_FAKED("E0802", "A value that a test needs and no fake says"),
  TEST_RUN_FAILED("E0803", "A run of a test that can't be gone through"),

  UNUSED_BINDING("L0101", "A binding that nothing uses"),
  UNUSED_PARAMETER("L0102", "A parameter that nothing uses"),
  UNUSED_IMPORT("L0103", "An import that nothing uses"),
  UNUSED_DECLARATION("L0104", "A schema or an operator that nothing uses"),
  UNDOCUMENTED("L0105", "A workflow without documentation", Severity.NOTE),
  NO_ZONE("L0106", "A schedule without a time zone"),
  NO_SEED("L0107", "A random choice without a seed of its own", Severity.NOTE),
  DEFAULT_GIVEN("L0109", "An argument that says what its default says", Severity.NOTE),
  BOOL_COMPARED("L0110", "A Bool compared with `true` or `false`"),
  NEEDLESS_NOT("L0111", "A `not` that can be left out"),
  NEEDLESS_BACKTICKS("L0112", "Backticks around a plain name"),
  ROWS_SEEN("L0113", "A model measured on rows that it knows"),
  SECRET_WRITTEN("L0114", "What looks like a secret"),
  CONSTANT_CONDITION("L0115", "A condition that decides nothing"),
  IDLE_THRESHOLD("L0116", "A threshold out of reach"),
  NAME_STYLE("L0118", "A name that is not in snake_case"),
  NO_EDITION("L0119", "A file that does not say its edition"),
  REPEATED_WORK("L0120", "The same work twice"),
  IDLE_ALLOWANCE("L0121", "An allowance that allows nothing", Severity.NOTE);

  private final String id;
  private final String title;
  private final Severity severity;

  Code(String id, String title) {
    this(id, title, id.startsWith("E") ? Severity.ERROR : Severity.WARNING);
  }

  Code(String id, String title, Severity severity) {
    this.id = id;
    this.title = title;
    this.severity = severity;
  }

  /** How grave it is. */
  public Severity severity() {
    return severity;
  }

  /** How people write it, such as {@code E0412}. */
  public String id() {
    return id;
  }

  /** The long form. */
  public Explanation explanation() {
    return Explanation.of(this);
  }

  /** The code that people write so, in either case. */
  public static Optional<Code> of(String id) {
    for (Code code : values()) {
      if (code.id.equalsIgnoreCase(id)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The kind of fault in a few words. */
  public String title() {
    return title;
  }
}
