"""Days as forms bring them: an ISO day, today where none was given."""

from datetime import date

from fastapi import HTTPException


def today() -> str:
    """This day, ISO."""
    return date.today().isoformat()


def day(told: str) -> str:
    """The day of a field, today where it is empty. Raises HTTPException when it is none."""
    if not told.strip():
        return today()
    try:
        return date.fromisoformat(told.strip()).isoformat()
    except ValueError as error:
        raise HTTPException(400, f"“{told}”不是日期，请写成 2024-06-30") from error
