package dev.slipway.runner.coverage;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A report of JaCoCo: what each package, and the whole, has covered.
///
/// Reference: `report.dtd` of JaCoCo 1.1.
///
/// @param packages by name, with dots
public record JacocoReport(String name, Counters total, Map<String, Counters> packages) {
  /// How much of each kind was run.
  public record Counters(Counter lines, Counter branches) {
    private static final Counters NONE = new Counters(Counter.NONE, Counter.NONE);

    private Counters with(String type, Counter counter) {
      return switch (type) {
        case "LINE" -> new Counters(counter, branches);
        case "BRANCH" -> new Counters(lines, counter);
        default -> this;
      };
    }
  }

  /// @param missed how many were not run
  public record Counter(long missed, long covered) {
    private static final Counter NONE = new Counter(0, 0);

    /// `92.1 %`, or a dash where there was nothing to run.
    @Override
    public String toString() {
      var all = missed + covered;
      return all == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * covered / all);
    }
  }

  /// Reads a report's XML. Nothing outside it is ever read.
  ///
  /// @throws UnreadableReportException when it is no report of JaCoCo
  public static JacocoReport read(byte[] xml) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return new Reading(factory.createXMLStreamReader(new ByteArrayInputStream(xml))).report();
    } catch (XMLStreamException | NumberFormatException e) {
      throw new UnreadableReportException("it is no XML report: " + e.getMessage());
    }
  }

  private static final class Reading {
    private final XMLStreamReader xml;
    private final List<String> open = new ArrayList<>();
    private final Map<String, Counters> packages = new LinkedHashMap<>();
    private String name = "";
    private String current = "";
    private Counters total = Counters.NONE;

    Reading(XMLStreamReader xml) {
      this.xml = xml;
    }

    JacocoReport report() throws XMLStreamException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
          case XMLStreamConstants.END_ELEMENT -> open.removeLast();
          default -> {}
        }
      }
      return new JacocoReport(name, total, packages);
    }

    private void start(String element) {
      if (open.isEmpty() && !element.equals("report")) {
        throw new UnreadableReportException(
            "it begins with %s, not with report".formatted(element));
      }
      switch (element) {
        case "report" -> name = text("name");
        case "package" -> {
          current = text("name").replace('/', '.');
          packages.put(current, Counters.NONE);
        }
        case "counter" -> count();
        default -> {}
      }
      open.add(element);
    }

    /// Packages and the whole have counters of their own, after those of their parts.
    private void count() {
      var type = text("type");
      var counter = new Counter(number("missed"), number("covered"));
      switch (open.getLast()) {
        case "report" -> total = total.with(type, counter);
        case "package" ->
            packages.computeIfPresent(current, (_, counters) -> counters.with(type, counter));
        default -> {}
      }
    }

    private String text(String attribute) {
      var value = xml.getAttributeValue("", attribute);
      return value == null ? "" : value;
    }

    private long number(String attribute) {
      return Long.parseLong(text(attribute));
    }
  }

  /// For the log.
  public String line() {
    return "%s: lines %s, branches %s".formatted(name, total.lines(), total.branches());
  }

  /// For people, with a table.
  public static String markdown(String title, List<JacocoReport> reports) {
    var text = new StringBuilder("## %s\n\n".formatted(escaped(title)));
    text.append("| | Lines | Branches |\n|---|---:|---:|\n");
    for (var report : reports) {
      row(text, "**%s**".formatted(escaped(report.name())), report.total());
      report.packages().forEach((name, counters) -> row(text, escaped(name), counters));
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Counters counters) {
    text.append("| %s | %s | %s |\n".formatted(name, counters.lines(), counters.branches()));
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]])", "\\\\$1").replaceAll("\\s+", " ");
  }
}
