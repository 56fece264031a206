// JupyterLite takes whatever worker controls its page for its own, and unregisters all others of the host when its version is
// new (https://github.com/jupyterlite/jupyterlite/pull/1336): the one that keeps the book, too. It sees its own alone.
{
  const { serviceWorker } = navigator;
  const home = new URL("../", location.href).href;
  const isOwn = (worker) => worker?.scriptURL.startsWith(home);
  if (serviceWorker) {
    const controller = () => Reflect.get(ServiceWorkerContainer.prototype, "controller", serviceWorker);
    const registrations = () => ServiceWorkerContainer.prototype.getRegistrations.call(serviceWorker);
    Object.defineProperty(serviceWorker, "controller", { get: () => (isOwn(controller()) ? controller() : null) });
    serviceWorker.getRegistrations = async () => (await registrations()).filter(({ scope }) => scope.startsWith(home));
  }
}
