"""A package of which some modules are loaded again with one number changed; all others stay, with what they have found.

Whether a module stays is told by what it imports: one that does not depend on the changed module, not even in turn, would do
and find the same. So functions that take long remember their results (`Remembering`), and these go with their module. What is
loaded again is taken from the sources as they were read first, whatever is written into the files meanwhile.
"""

import ast
import importlib
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np

Arguments = tuple[Any, ...]


class Remembering:
    """Functions that remember what they found, for a place: a knowledge folder, say."""

    def __init__(self, by_arguments: Mapping[str, Sequence[str]], by_place: Mapping[str, Sequence[str]]) -> None:
        """Name the functions, by module: `function`, `Class.method`, or `Class` for objects that nobody changes.

        Args:
            by_arguments: those whose results depend on their arguments alone.
            by_place: those whose first argument is made of the place, by modules that theirs imports: it is not compared.
        """
        self.place: Hashable = None
        """What is being worked on."""
        self._by_arguments = by_arguments
        self._by_place = by_place

    def teach(self, module: ModuleType) -> None:
        """Let the functions of a `module` that has just been loaded remember.

        Args:
            module: any; most have none.
        """
        for path in self._by_arguments.get(module.__name__, ()):
            _replace(module, path, lambda arguments: arguments)
        for path in self._by_place.get(module.__name__, ()):
            _replace(module, path, lambda arguments: (self.place, *arguments[1:]))


class ReloadedPackage(MetaPathFinder, Loader):
    """Loads the modules of some folders of a package; at first, as they are."""

    def __init__(self, package: Path, folders: Sequence[str], remembering: Remembering) -> None:
        """Read the modules, and have Python take them from here.

        Args:
            package: its folder, which stands on the path; what is outside `folders` must not import what is inside.
            folders: of the package.
            remembering: the functions in them that remember.
        """
        files = [file for folder in folders for file in sorted((package / folder).rglob("*.py"))]
        texts = {file.relative_to(package).as_posix(): file.read_text("utf-8") for file in files if file.stem != "__init__"}
        self._files = {_module(package, name): package / name for name in texts}
        self._code: dict[str, CodeType] = {
            _module(package, name): compile(text, package / name, "exec") for name, text in texts.items()
        }
        self._imports = {_module(package, name): imported(text, self._files) for name, text in texts.items()}
        self._package = package
        self._remembering = remembering
        _unload(self._files)
        sys.meta_path.insert(0, self)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - Python hands it in
        target: ModuleType | None = None,  # noqa: ARG002 - likewise
    ) -> ModuleSpec | None:
        """Tell Python that a module is loaded here."""
        if fullname not in self._files:
            return None
        return spec_from_loader(fullname, self, origin=str(self._files[fullname]))

    def exec_module(self, module: ModuleType) -> None:
        """Run a module, and let its functions remember."""
        module.__file__ = str(self._files[module.__name__])
        exec(self._code[module.__name__], module.__dict__)  # noqa: S102 - as any import does
        self._remembering.teach(module)

    def change(self, file: str, source: str) -> None:
        """Take another text for a module: it and all that depends on it are loaded again when they are imported next.

        Args:
            file: of the module, from the package's folder.
            source: the text.
        """
        name = _module(self._package, file)
        self._code[name] = compile(source, self._files[name], "exec")
        _unload(dependents(name, self._imports))

    def close(self) -> None:
        """Leave loading to Python again."""
        sys.meta_path.remove(self)
        _unload(self._files)


def load(name: str) -> Any:  # noqa: ANN401 - a module that is loaded again is unknown to a type checker
    """Return a module, as it stands now.

    Args:
        name: with its package.
    """
    return importlib.import_module(name)


def imported(source: str, known: Iterable[str]) -> frozenset[str]:
    """Return the modules that one imports, wherever in its text.

    Args:
        source: its text.
        known: those that are looked for.
    """
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found.intersection(known))


def dependents(name: str, imports: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the modules that import one, and that import these in turn, itself included.

    Args:
        name: the module.
        imports: what each module imports.
    """
    found, ahead = set[str](), [name]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += [other for other, names in imports.items() if one in names]
    return frozenset(found)


def _module(package: Path, file: str) -> str:
    return f"{package.name}.{file.removesuffix('.py').replace('/', '.')}"


def _unload(names: Iterable[str]) -> None:
    """Forget modules, in their packages too, where `from package import module` would find them."""
    for name in names:
        sys.modules.pop(name, None)
        package, _, last = name.rpartition(".")
        vars(sys.modules.get(package, ModuleType(package))).pop(last, None)


def _replace(module: ModuleType, path: str, told_by: Callable[[Arguments], Arguments]) -> None:
    """Put one that remembers in the place of a function, a class method, or a class, whose objects are then the same."""
    *names, last = path.split(".")
    owner: Any = module
    for name in names:
        owner = getattr(owner, name)
    one = vars(owner)[last]
    if isinstance(one, type):
        same = _Same(last, (one,), {"__module__": module.__name__})
        same.found = _remembering(partial(type.__call__, same), told_by)
        setattr(owner, last, same)
    elif isinstance(one, classmethod):
        setattr(owner, last, classmethod(_remembering(one.__func__, told_by)))
    else:
        setattr(owner, last, _remembering(one, told_by))


class _Same(type):
    """A class that gives out what it has made before."""

    found: Callable[..., Any]

    def __call__(cls, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any class
        return cls.found(*arguments, **named)


def _remembering(function: Callable[..., Any], told_by: Callable[[Arguments], Arguments]) -> Callable[..., Any]:
    """Return a function that remembers its results; none may change one, as all have the same."""
    known: dict[Hashable, Any] = {}

    def found(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - any function
        values = (*told_by(arguments), *sorted(named.items()))
        key = tuple(tuple(one) if isinstance(one, list) else one for one in values)
        if key not in known:
            known[key] = function(*arguments, **named)
            if isinstance(known[key], np.ndarray):
                known[key].setflags(write=False)
        return known[key]

    return found
