package io.trainmaster.cli.command;

import io.trainmaster.cli.console.CommandException;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.ExitCode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.dsl.diagnostic.Nearest;
import io.trainmaster.model.ValueText;
import io.trainmaster.sample.Sample;
import io.trainmaster.sample.SampleFiles;
import io.trainmaster.sample.SampleProgress;
import io.trainmaster.sample.SampleRequest;
import io.trainmaster.sample.Samples;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Locale;

/** {@code sample}: makes data to try workflows on. */
final class SampleCommand extends CliCommand {
  private final Argument<String> name =
      parameter(String.class, "NAME", "churn, digits …").optional();

  private final Argument<Long> rows = option(Long.class, "--rows", "N", "How many rows or images.");

  private final Argument<Long> seed =
      option(Long.class, "--seed", "N", "Decides the content; by default 1.").byDefault(1L);

  private final Argument<Path> out =
      option(Path.class, "--out", "DIR", "The folder to write to; by default data.")
          .byDefault(Path.of("data"));

  private final Argument<Boolean> force = flag("--force", "Replace files that are there.");

  @Override
  ExitCode execute(Workplace place, Console console) {
    if (name.given().isEmpty()) {
      Table table = new Table("SAMPLE", "ROWS", "WHAT IT IS");
      for (Sample sample : Samples.all()) {
        table.row(sample.name(), Long.toString(sample.defaultRows()), sample.description());
      }
      console.print(table);
      return ExitCode.OK;
    }
    Sample sample = find(name.value());
    long count = rows.given().orElse(sample.defaultRows());
    if (count < 1 || count > sample.maximumRows()) {
      throw new CommandException(
          ExitCode.USAGE,
          "The sample %s can't have %d rows.".formatted(sample.name(), count),
          "It can have from 1 to " + sample.maximumRows() + ".");
    }
    SampleFiles files =
        write(
            sample,
            new SampleRequest(count, seed.value(), place.resolve(out.value()), force.value()));
    files.files().forEach(file -> console.print(shown(place, file)));
    console.say(
        String.format(
            Locale.ROOT,
            "%,d rows, %s, seed %d",
            files.rows(),
            ValueText.bytes(files.bytes()),
            seed.value()));
    return ExitCode.OK;
  }

  private static String shown(Workplace place, Path file) {
    Path working = place.surroundings().workingDirectory().toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(working)
        ? working.relativize(absolute).toString()
        : absolute.toString();
  }

  private static Sample find(String name) {
    return Samples.find(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.INPUT_MISSING,
                    "There is no sample " + name + ".",
                    Nearest.to(name, Samples.all().stream().map(Sample::name).toList())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("`trainmaster sample` lists them.")));
  }

  private SampleFiles write(Sample sample, SampleRequest request) {
    try {
      return sample.write(request, SampleProgress.NONE);
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "There is a file " + e.getFile() + " already.",
          "Write to another folder, or replace it with --force.");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CANNOT_WRITE,
          "The sample can't be written to " + out.value() + ": " + e.getMessage() + ".",
          "Check that the folder can be written and has room.");
    }
  }
}
