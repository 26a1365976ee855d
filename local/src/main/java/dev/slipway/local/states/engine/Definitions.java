package dev.slipway.local.states.engine;

import dev.slipway.local.states.language.DefinitionReader;
import dev.slipway.local.states.language.Machine;
import dev.slipway.local.store.Store;
import dev.slipway.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;

/// Definitions by the digest of their text; those in use are kept ready.
public final class Definitions {
  private static final int READY = 200;

  private final MVMap<String, String> texts;
  private final Map<String, Machine> ready =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Machine> eldest) {
          return size() > READY;
        }
      };

  public Definitions(Store store) {
    texts = store.map("states.definitions");
  }

  /// Keeps a definition and gives the name of its revision. Call inside a write.
  public String keep(String definition) {
    var revision = revision(definition);
    texts.putIfAbsent(revision, definition);
    return revision;
  }

  public static String revision(String definition) {
    return Digest.sha256(definition.getBytes(StandardCharsets.UTF_8)).hex();
  }

  public String text(String revision) {
    var text = texts.get(revision);
    if (text == null) {
      throw new IllegalStateException("no definition " + revision);
    }
    return text;
  }

  public Machine machine(String revision) {
    synchronized (ready) {
      return ready.computeIfAbsent(
          revision, _ -> DefinitionReader.read(text(revision)).machine().orElseThrow());
    }
  }
}
