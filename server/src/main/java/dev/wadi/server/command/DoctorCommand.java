package dev.wadi.server.command;

import dev.wadi.server.doctor.Check;
import dev.wadi.server.doctor.Checkup;
import dev.wadi.server.doctor.Finding;
import dev.wadi.server.doctor.Finding.Verdict;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `wadi doctor`
@Command(
    name = "doctor",
    description =
        "Looks whether `wadi server` would feel well on this machine, with the same options: Java,"
            + " memory, port, data directory, catalog, disk, clock.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:a server would run", "1:it would not"},
    footer = {"", "Example: ./wadi doctor --port 8080 --data-dir /var/lib/wadi"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ServerOptions options;

  @Override
  public Integer call() {
    boolean well = true;
    for (Check check : new Checkup(options.settings(), Clock.systemUTC()).checks()) {
      Finding finding = check.look().get();
      well &= finding.verdict() != Verdict.FAILURE;
      System.out.printf(
          "%-8s %-7s %s%n",
          check.subject(), finding.verdict().name().toLowerCase(Locale.ROOT), finding.text());
      if (finding.remedy() != null) {
        System.out.printf("%-16s %s%n", "", finding.remedy());
      }
    }
    return well ? 0 : 1;
  }
}
