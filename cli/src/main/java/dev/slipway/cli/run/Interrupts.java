package dev.slipway.cli.run;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Ctrl-C and `kill`, heard instead of ending the process at once.
///
/// The JDK's only door to signals is `sun.misc.Signal`, whose every mention is a compiler warning;
/// so it is called by name. Where it is missing, signals end the process as they always did.
public final class Interrupts {
  private Interrupts() {}

  /// @param heard gets the exit code that the signal asks for: 130 or 143
  public static void listen(Consumer<Integer> heard) {
    on("INT", 130, heard);
    on("TERM", 143, heard);
  }

  private static void on(String signal, int exit, Consumer<Integer> heard) {
    try {
      var type = Class.forName("sun.misc.Signal");
      var handlerType = Class.forName("sun.misc.SignalHandler");
      var handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (_, method, _) -> {
                if (!method.getName().equals("handle")) {
                  throw new UnsupportedOperationException(method.getName());
                }
                heard.accept(exit);
                return null;
              });
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException _) {
      // The signal keeps its default meaning.
      return;
    }
  }
}
